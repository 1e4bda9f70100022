"""Rehearsals: a simulated wave played into a data folder of its own, and what came of it, gently told."""
