"""Frameworks as CASE 1.1 has them: kept whole, given back whole, and open to the world where the board says so."""
