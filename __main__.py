"""What `pulumi up` runs: the blueprint that the selected stack's configuration asks for."""

from blueprints.program import main

main()
