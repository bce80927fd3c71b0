"""From a team's spec to its stack files, as a pure function."""
