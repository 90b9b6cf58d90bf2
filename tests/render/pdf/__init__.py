"""Tests of the PDF renderer; a package, so that its modules' names may occur elsewhere too."""
