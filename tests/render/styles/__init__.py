"""Tests of design tokens; a package, so that its modules may share what they need."""
