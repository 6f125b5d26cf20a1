"""How the weights and models in the package were made; never imported at run time."""
