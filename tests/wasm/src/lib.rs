//! Three functions without a binding generator: memory in, the report as JSON out.

use feedwright::Options;
use feedwright::Source;
use feedwright::validate;

/// Memory for `length` bytes, which the caller fills and gives to [`check`].
#[unsafe(no_mangle)]
pub extern "C" fn allocate(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// Validates the `length` bytes at `start`. The report is JSON: its length in four bytes (little-endian), and the text.
///
/// # Safety
///
/// The memory is from [`allocate`], with the same length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check(start: *mut u8, length: usize) -> *mut u8 {
    // SAFETY: the caller promises it.
    let bytes = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(start, length)) };
    let source = Source::from_vec("feed.xml", bytes.into_vec(), None);
    let report = validate(&source, &Options::default());
    let json = serde_json::to_string(&report).expect("reports can be serialized");
    let length = u32::try_from(json.len()).expect("a report is smaller than 4 GiB");
    let answer = [&length.to_le_bytes(), json.as_bytes()].concat();
    Box::leak(answer.into_boxed_slice()).as_mut_ptr()
}
