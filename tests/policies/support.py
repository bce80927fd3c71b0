"""How the cases of a rule are written."""

from policies.testing import Case, Cases, document, resource, stack

__all__ = ["Case", "Cases", "document", "resource", "stack"]
