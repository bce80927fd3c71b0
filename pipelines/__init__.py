"""Training pipelines that ship with the platform: definitions, their authoring, their scripts."""
