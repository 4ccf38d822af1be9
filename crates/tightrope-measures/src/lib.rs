//! tightrope-measures: to be written.
