"""Words of farr and codes of the 837, both ways.  Where two words share a code, reading gives the first.

Source: ASC X12N 005010X222A1 and 005010X223A2.
"""

from __future__ import annotations

RELATIONSHIPS = {
    "self": "18", "spouse": "01", "child": "19", "employee": "20", "unknown": "21", "organ-donor": "39", "cadaver-donor": "40",
    "life-partner": "53", "other": "G8",
}  # fmt: skip
SEX = {"female": "F", "male": "M", "unknown": "U"}
_FILING = {
    "medicaid": "MC", "commercial": "CI", "blue-cross": "BL", "tricare": "CH", "champus": "CH", "hmo": "HM",
    "medicare-hmo": "16", "medicare-advantage": "16", "workers-compensation": "WC", "auto": "AM", "veterans": "VA", "ppo": "12",
    "pos": "13", "epo": "14", "indemnity": "15", "dental": "17", "other-non-federal": "11", "disability": "DS",
    "federal-employees": "FI", "liability": "LM", "other-federal": "OF", "title-v": "TV", "other": "ZZ", "self-pay": "ZZ",
}  # fmt: skip
FILING_PROFESSIONAL = {"medicare": "MB", "medicare-part-b": "MB", "medicare-part-a": "MA", **_FILING}
FILING_INSTITUTIONAL = {"medicare": "MA", "medicare-part-a": "MA", "medicare-part-b": "MB", **_FILING}
SEQUENCES = {
    "primary": "P", "secondary": "S", "tertiary": "T", "4": "A", "5": "B", "6": "C", "7": "D", "8": "E", "9": "F", "10": "G",
    "11": "H", "unknown": "U",
}  # fmt: skip
ASSIGNMENT = {"accepted": "A", "laboratory-only": "B", "not-accepted": "C"}
BENEFITS = {"yes": "Y", "no": "N", "not-applicable": "W"}
RELEASE = {"signed": "Y", "informed": "I"}
CAUSES = {"auto": "AA", "employment": "EM", "other": "OA"}
ID_TYPES = {"payer": "PI", "plan": "XV"}
TAX_IDS = {"employer": "EI", "social-security": "SY"}
UNITS = {"service": "UN", "day": "DA"}
PROVIDER_IDS = ("0B", "1G", "G2", "LU")
PAYER_IDS = ("2U", "FY", "NF")
ADJUDICATION_INPATIENT = {
    1: "covered_days", 3: "lifetime_psychiatric_days", 4: "drg", 6: "disproportionate_share", 7: "msp_pass_through",
    8: "capital_total", 9: "capital_federal_drg", 10: "capital_hospital_drg", 11: "capital_disproportionate_share",
    12: "old_capital", 13: "capital_indirect_education", 14: "operating_hospital_drg", 15: "cost_report_days",
    16: "operating_federal_drg", 17: "capital_outlier", 18: "indirect_teaching", 19: "non_payable_professional",
    24: "capital_exception",
}  # fmt: skip
REMARKS_INPATIENT = (5, 20, 21, 22, 23)
ADJUDICATION_OUTPATIENT = {1: "reimbursement_rate", 2: "hcpcs_payable", 8: "esrd", 9: "non_payable_professional"}
REMARKS_OUTPATIENT = (3, 4, 5, 6, 7)
