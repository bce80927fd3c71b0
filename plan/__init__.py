"""The plan of a stack as plain data, and the ways to read one."""
