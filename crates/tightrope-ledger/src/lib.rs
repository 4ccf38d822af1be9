//! tightrope-ledger: to be written.
