//! Reached from outside: channels and tunnels, each with a server or program of the test's own.

mod channels;
mod tunnels;
