"""What a stack must hold to: rules, and packs that say how strictly."""
