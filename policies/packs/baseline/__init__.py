"""The pack for every stack: what none may do, and what each should."""
