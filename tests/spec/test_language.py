"""A note in another language than asked is said to be so and not coded; a short one passes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from farr.documents.language import name_of, other_language
from farr.errors import UsageError
from farr.pipeline.code import code
from farr.records import Document

SPANISH = (
    "Paciente de 54 años que acude a urgencias por dolor en el pecho de dos horas de evolución, sin fiebre ni tos. En la "
    "exploración se encuentra consciente y orientado, con una auscultación normal. Se realiza un electrocardiograma."
)
ENGLISH = (
    "A 54-year-old man comes to the emergency department with pain in the chest for two hours, without fever or cough. "
    "On examination he is alert and oriented, and the lungs are clear. An electrocardiogram was done."
)
FRENCH = (
    "Patient de 54 ans qui se présente aux urgences pour une douleur dans la poitrine depuis deux heures, sans fièvre ni toux. "
    "À l'examen il est conscient et orienté, avec une auscultation normale. Un électrocardiogramme est réalisé dans le service."
)
RUSSIAN = "Пациент пятидесяти четырёх лет обратился с жалобами на боль в груди в течение двух часов"


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        (SPANISH, "es", None), (SPANISH, "en", "es"), (ENGLISH, "en", None), (ENGLISH, "es", "en"), (FRENCH, "en", "fr"),
        (FRENCH, "es", "fr"), (RUSSIAN, "en", "other"), ("Neumonía.", "en", None), ("DM2, HTN, CKD 3", "es", None),
        ("Na 140 K 4.0 Cl 101 CO2 24 BUN 14 Cr 0.9 " * 20, "es", None), ("", "en", None),
    ],
)  # fmt: skip
def test_other_language(text, asked, found):
    assert other_language(text, asked) == found


def test_a_note_in_another_language_gets_a_finding_and_no_codes():
    answer = code(Document(id="n", text=SPANISH))
    assert not answer.codes
    [finding] = [finding for finding in answer.findings if finding.name == "other-language"]
    assert finding.severity == "error"
    assert "Spanish" in finding.message
    assert "pecho" not in finding.message


def test_an_unknown_language_is_misuse():
    with pytest.raises(UsageError, match="en, es"):
        code(Document(id="n", text="text"), "xx")
    assert name_of("xx") == "xx"


def test_the_command_says_so_and_goes_on():
    rows = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in (("a", SPANISH), ("b", "Gout.")))
    command = [sys.executable, "-m", "farr", "code", "-"]
    run = subprocess.run(command, input=rows, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 1
    assert [bool(answer["codes"]) for answer in answers] == [False, True]
    assert answers[0]["findings"][0]["name"] == "other-language"
