"""Facts of a document: every mention of a condition with its section, assertion and attributes."""

from __future__ import annotations

import msgspec

from farr.documents.sections import sections
from farr.documents.sentences import sentences
from farr.facts.attributes import attributes
from farr.facts.context import SECTION_ASSERTION, Clauses, section_at
from farr.facts.lexicon import IN_PIECES, ORIGINS, Lexicon
from farr.facts.matcher import Mention, mentions, spoken
from farr.facts.phrases import whole_phrase
from farr.facts.problems import managed_spans
from farr.facts.scattered import scattered
from farr.records import Assertion, Document, Fact, Section, Sentence

TREATED = ("discharge-diagnosis", "hospital-course")


class Reading:
    """A document read once: its sections, sentences and facts."""

    def __init__(self, document: Document, lexicon: Lexicon, language: str = "en") -> None:
        self.document = document
        self.text = document.text
        self.language = language
        self.words, self.titles = lexicon.words, lexicon.titles
        self.sections: tuple[Section, ...] = sections(document.text, language)
        self.sentences: list[Sentence] = []
        self.section_of: list[int] = []
        for number, section in enumerate(self.sections):
            part = sentences(document.text, section.body, section.end)
            self.sentences.extend(part)
            self.section_of.extend([number] * len(part))
        self.managed = managed_spans(document.text, self.sections, self.sentences, self.section_of, language)
        self._heading_starts = [start for start, _ in self.managed]
        self.compared: dict[int, Mention] = {}
        self.spoken = spoken(document.text, self.sentences, lexicon)
        found = mentions(document.text, self.spoken, lexicon)
        self._add_whole_phrases(found, lexicon)
        self.clauses: dict[int, Clauses] = {}
        facts = [self._fact(mention, language, lexicon) for mention in found]
        if lexicon.words.sites:
            facts += self._in_pieces(found, lexicon)
            facts.sort(key=lambda fact: fact.start)
        self.facts: tuple[Fact, ...] = tuple(facts)

    def _in_pieces(self, found: list[Mention], lexicon: Lexicon) -> list[Fact]:
        """Facts of the mentions that are said in two pieces."""
        whole: dict[int, list[Mention]] = {}
        for mention in found:
            whole.setdefault(mention.sentence, []).append(mention)
        facts = []
        for number, words in enumerate(self.spoken):
            for one in scattered(self.text, number, words, whole.get(number, ()), lexicon):
                start, end = one.pieces[0][0], one.pieces[1][1]
                fact = self._fact(Mention(start, end, one.meaning, one.side, number, 2), self.language, lexicon)
                facts.append(msgspec.structs.replace(fact, origin=IN_PIECES, pieces=one.pieces))
        return facts

    def _add_whole_phrases(self, found: list[Mention], lexicon: Lexicon) -> None:
        """Mentions for the problem headings that no wording covers; they take the place of what they contain."""
        starts = [sentence.start for sentence in self.sentences]
        inside: dict[int, list[Mention]] = {}
        for mention in found:
            heading = self.heading_at(mention.start)
            if heading is not None:
                inside.setdefault(heading, []).append(mention)
        replaced: set[int] = set()
        for heading, (start, end) in enumerate(self.managed):
            whole = whole_phrase(self.text, start, end, section_at(starts, start), inside.get(heading, []), lexicon)
            if whole is not None:
                replaced |= {mention.start for mention in inside.get(heading, [])}
                self.compared[heading] = whole
        found[:] = [mention for mention in found if mention.start not in replaced]
        found.extend(self.compared.values())
        found.sort(key=lambda mention: mention.start)

    def features(self, text: str) -> frozenset[str]:
        """The words of a text that tell codes apart, in the forms of the titles."""
        found = self.words.features(text)
        if not self.titles:
            return found
        return frozenset(self.titles.get(form, form) for form in found)

    def heading_at(self, position: int) -> int | None:
        """Index of the problem heading that holds a position, or None."""
        index = section_at(self._heading_starts, position)
        return index if index >= 0 and position < self.managed[index][1] else None

    def _fact(self, mention: Mention, language: str, lexicon: Lexicon) -> Fact:
        number = mention.sentence
        sentence = self.sentences[number]
        section = self.section(number)
        named = dict(attributes(self.text[sentence.start : min(sentence.end, sentence.start + 400)], language))
        heading = self.heading_at(mention.start)
        side = mention.side or (lexicon.words.side_of(self.text[slice(*self.managed[heading])]) if heading is not None else None)
        if side:
            named["side"] = side
        return Fact(
            text=self.text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            assertion=self.assertion(mention.start, mention.end, number),
            concepts=mention.meaning.concepts,
            term=mention.meaning.term,
            section=section,
            origin="whole phrase"
            if heading is not None and self.compared.get(heading) is mention
            else ORIGINS[mention.meaning.rank],
            attributes=named,
            managed=heading is not None,
        )

    def assertion(self, start: int, end: int, number: int) -> Assertion:
        """What the record says of the words from ``start`` to ``end``, which stand in the sentence with this number."""
        clauses = self.clauses.get(number)
        if clauses is None:
            sentence = self.sentences[number]
            clauses = self.clauses[number] = Clauses(self.text, sentence.start, sentence.end, self.language)
        section = self.section(number)
        if section in TREATED and clauses.is_resolved(start, end):
            return "present"
        said = clauses.assertion(start, end)
        if said == "present":
            return SECTION_ASSERTION.get(section, "present")
        if said == "absent" and section == "family-history":
            return "absent"
        return said

    def section(self, number: int) -> str:
        """The kind of the section that holds the sentence with this number."""
        return self.sections[self.section_of[number]].kind
