"""deskapp: the front desk's own program, offline and keyboard first."""

__version__ = "0.3.0"
