"""Chapters 15 to 20: pregnancy, birth, injury, drugs that harm, external causes."""

from __future__ import annotations

import pytest
from tests.notes import EMERGENCY, STAY, beside, claim, discharged, plan


@pytest.mark.parametrize(
    ("before", "problems", "expected"),
    [
        ("HPI: G2P1 at 32 weeks gestation.\n", ["Gestational diabetes, diet controlled."], "O24.410 Z3A.32"),
        (
            "HPI: 28-year-old G1P0 at 30 weeks of gestation.\n",
            ["Preeclampsia without severe features.", "Iron deficiency anemia."],
            "O14.03 O99.013 D50.9 Z3A.30",
        ),
        ("Patient is pregnant at 20 weeks gestation.\n", ["Asthma exacerbation, mild intermittent."], "O99.512 J45.21 Z3A.20"),
        ("HPI: G1P0 at 12 weeks gestation.\n", ["Routine prenatal care, first pregnancy."], "Z34.01 Z3A.12"),
        ("HPI: Pregnant, 10 weeks gestation.\n", ["Chronic hypertension."], "O10.011 Z3A.10"),
        ("HPI: Pregnant, 10 weeks gestation.\n", ["Type 2 diabetes mellitus."], "O24.111 E11.9 Z3A.10"),
        ("HPI: Pregnant at 16 weeks gestation.\n", ["Urinary tract infection."], "O23.42 Z3A.16"),
        ("", ["Twin pregnancy, dichorionic diamniotic, 24 weeks gestation."], "O30.042 Z3A.24"),
        ("Her last pregnancy ended at 12 weeks.\n", ["Asthma."], "J45.909"),
    ],
)
def test_pregnancy(before, problems, expected):
    assert claim(plan(*problems, before=before)) == expected


def test_delivery_on_the_mothers_claim_and_birth_on_the_newborns():
    mother = discharged("Spontaneous vaginal delivery at 39 weeks gestation, single liveborn.")
    assert set(claim(mother, **STAY).split()) == {"O80", "Z37.0", "Z3A.39"}
    assert claim(mother, **STAY).startswith("O80")
    breech = discharged("Cesarean delivery at 38 weeks gestation for breech presentation, single live birth.")
    assert claim(breech, **STAY) == "O32.1XX0 Z3A.38 Z37.0"
    infant = discharged(
        "Term newborn, single liveborn, delivered vaginally.",
        "Neonatal jaundice.",
        before="Male infant born at 39 weeks by vaginal delivery.\n",
    )
    assert claim(infant, **STAY) == "Z38.00 P59.9"
    assert beside(infant, **STAY)["Z37.0"] == "belongs on the mother's claim"


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("Accidental overdose of acetaminophen.", "T39.1X1A"),
        ("Intentional overdose of sertraline, suicide attempt.", "T43.222A"),
        ("Overdose of lorazepam, intent cannot be determined.", "T42.4X4A"),
        ("Rash due to amoxicillin.", "L27.0 T36.0X5A"),
        ("Uncontrolled hypertension, not taking lisinopril because of cost.", "I10 T46.4X6A Z91.120"),
        ("Second degree burn of left forearm and first degree burn of left forearm.", "T22.212A"),
        ("Nonunion of right tibial shaft fracture.", "S82.201K"),
        ("Open fracture of left tibial shaft, Gustilo type IIIA.", "S82.202C"),
        ("Open fracture of left tibial shaft, Gustilo type II.", "S82.202B"),
        ("Malunion of left distal radius fracture.", "S52.502P"),
        ("Diarrhea, adverse effect of metformin.", "R19.7 T38.3X5A"),
        ("Osteoporosis with compression fracture of L2 vertebra, initial encounter.", "M80.08XA"),
    ],
)
def test_injuries_and_drugs_that_harm(problem, expected):
    assert claim(plan(problem)) == expected


def test_poisoning_stands_before_what_it_caused():
    assert claim(plan("Acute liver failure from acetaminophen overdose.")) in ("T39.1X1A K72.00", "T39.1X1A K72.00 K71.10")


def test_a_superficial_injury_gives_way_at_its_site():
    assert claim(plan("Fracture of right distal radius.", "Abrasion of right forearm.")) == "S52.501A"
    assert claim(plan("Fracture of right distal radius.", "Abrasion of left forearm.")) == "S52.501A S50.812A"


def test_external_causes_on_an_emergency_claim_only():
    text = plan("Right ankle sprain.", before="HPI: She fell down the stairs at home while carrying laundry.\n")
    assert claim(text, **EMERGENCY) == "S93.401A W10.9XXA Y92.009"
    assert claim(text) == "S93.401A"
    assert {"W10.9XXA", "Y92.009"} <= set(beside(text))
