"""Procedures: ICD-10-PCS codes for inpatient claims, CPT codes from a licensee's installed file."""

from farr.codes.procedure.inpatient import inpatient_procedures
from farr.codes.procedure.licensed import licensed_procedures

__all__ = ["inpatient_procedures", "licensed_procedures"]
