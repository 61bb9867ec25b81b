"""The jobs of V2, done by V3: one module for each kind of them."""
