"""AWS's own description of every API request, as botocore ships it, and checks against it."""

from sandbox.service_model.models import service_model
from sandbox.service_model.validate import Violation, required, validate, violations

__all__ = ["Violation", "required", "service_model", "validate", "violations"]
