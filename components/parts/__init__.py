"""What components are made of: groups of resources, documents and limits, by component."""
