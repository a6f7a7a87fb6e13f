"""Paper claims: the data of a CMS-1500 or UB-04, placed by line and column for printing on blank stock of the form."""

from farr.claims.forms.cms1500 import cms1500
from farr.claims.forms.pdf import to_pdf
from farr.claims.forms.sheet import Cell, Layout, Sheet
from farr.claims.forms.ub04 import ub04

__all__ = ["Cell", "Layout", "Sheet", "cms1500", "to_pdf", "ub04"]
