"""Evaluation and management (E/M): the level of a visit by medical decision making or by total time, with every step shown."""

from farr.codes.evaluation_management.level import evaluate

__all__ = ["evaluate"]
