"""The stage that computes defaults and derived figures."""
