"""The one expression language: parsed once, then evaluated, listed, written as an Excel formula, explained."""
