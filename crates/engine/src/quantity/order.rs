//! Sorting, made once: every instance of the standard sort adds some kilobytes to the page.

use std::cmp::Ordering;

/// Sorts by a comparison; equal items keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let order = order(slots.len(), &mut |a, b| match (slots.get(a), slots.get(b)) {
        (Some(Some(a)), Some(Some(b))) => compare(a, b),
        _ => Ordering::Equal,
    });
    items.extend(order.into_iter().filter_map(|index| slots.get_mut(index)?.take()));
}

/// Sorts and drops repetitions.
pub fn sort_distinct<T: Ord>(items: &mut Vec<T>) {
    // Most lists are of one item or none, and sorting makes others on the way.
    if items.is_sorted_by(|a, b| a < b) {
        return;
    }
    sort_by(items, T::cmp);
    items.dedup();
}

/// The numbers below `count` in the order that a comparison gives them.
fn order(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by(&mut items, |a, b| a.0.cmp(&b.0));
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        let mut numbers = vec![3, 1, 3, 2, 1];
        sort_distinct(&mut numbers);
        assert_eq!(numbers, [1, 2, 3]);
    }
}
