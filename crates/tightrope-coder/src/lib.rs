//! Reads parsed text and says which claims about ties between actors it makes.

mod actors;
mod quantity;
mod time;
