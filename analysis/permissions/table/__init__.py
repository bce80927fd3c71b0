"""Which API actions the resource types need: one TOML file for each service."""
