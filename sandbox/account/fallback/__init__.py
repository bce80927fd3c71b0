"""Operations that moto lacks, answered from the service model alone."""

from sandbox.account.fallback.answer import Fallback

__all__ = ["Fallback"]
