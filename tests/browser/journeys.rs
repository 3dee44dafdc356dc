//! Whole journeys of the people who use the page; see the crate's page for how to write one.
