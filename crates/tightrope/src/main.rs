//! tightrope.
fn main() {}
