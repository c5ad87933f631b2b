"""The stage that judges values: required, limits, choices and the form's own checks."""
