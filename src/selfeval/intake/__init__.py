"""Brings a template in: what it asks for, what is wrong with it, what form it makes. Called by ``api``, never by a stage."""
