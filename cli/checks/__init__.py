"""What `stepwell check` looks at, one piece a file; each is a function that yields findings."""
