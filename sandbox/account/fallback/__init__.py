"""Operations that moto lacks, answered from the service model alone."""
