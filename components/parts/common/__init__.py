"""Facts about AWS that several components need."""
