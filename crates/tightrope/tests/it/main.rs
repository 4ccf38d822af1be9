//! What the command promises, tested from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actors;
mod architecture;
mod bad_input;
mod codebook;
mod corpus;
mod crash;
mod explain;
mod html;
mod propositions;
mod reading;
mod tool;
mod vectors;
