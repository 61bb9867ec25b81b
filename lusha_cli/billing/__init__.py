"""Credits: prices, the worst-case cost of a request, the budget, and what responses charged."""
