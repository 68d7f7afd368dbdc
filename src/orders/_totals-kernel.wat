;; The loops over the rows of a batch that decide how fast totals are. Everything else is TypeScript, and
;; `_plain-kernel.ts` holds the same loops in TypeScript for hosts without WebAssembly, with the same results.
;;
;; The memory belongs to one set of totals: first the rows being added, then one record of 16 bytes a customer:
;;
;;   byte  0  f64  sum of the amounts above zero, a safe integer
;;   byte  8  i32  how many amounts were above zero
;;   byte 12  i32  their first and last day in 16 bits each: 65536 − first below, last above, both counted from
;;                 1899-12-31, so that each only ever grows and zero means that there is none
;;
;; A record of zeros is that of a customer without purchases, as memory is when it is new. Sixteen bytes, because
;; what the loops cost is mostly the way to the records: four of them share a cache line, and half as many lines are
;; kept in the cache.
;; The memory begins large enough for a million customers, as address space that costs nothing until it is used: every
;; growth gives JavaScript another buffer, and takes from the engine what it knows about the old one.
(module
  (memory (export "memory") 320)

  ;; Writes the smallest and the largest of some i32 to `out`. Four at a time: `count` is a multiple of four above 0.
  (func (export "span") (param $at i32) (param $count i32) (param $out i32)
    (local $end i32) (local $low v128) (local $high v128) (local $four v128)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $low (v128.load (local.get $at)))
    (local.set $high (local.get $low))
    (loop $next
      (local.set $four (v128.load (local.get $at)))
      (local.set $low (i32x4.min_s (local.get $low) (local.get $four)))
      (local.set $high (i32x4.max_s (local.get $high) (local.get $four)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    ;; Fold the four lanes into lane 0.
    (local.set $low (i32x4.min_s (local.get $low)
      (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $low) (local.get $low))))
    (local.set $low (i32x4.min_s (local.get $low)
      (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $low) (local.get $low))))
    (local.set $high (i32x4.max_s (local.get $high)
      (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $high) (local.get $high))))
    (local.set $high (i32x4.max_s (local.get $high)
      (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $high) (local.get $high))))
    (i32.store (local.get $out) (i32x4.extract_lane 0 (local.get $low)))
    (i32.store offset=4 (local.get $out) (i32x4.extract_lane 0 (local.get $high))))

  ;; 1 if all of some f64 are safe integers, else 0. Two at a time: `count` is even and above 0.
  (func (export "integers") (param $at i32) (param $count i32) (result i32)
    (local $end i32) (local $two v128) (local $good v128) (local $most v128)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 3))))
    (local.set $most (v128.const f64x2 9007199254740991 9007199254740991))
    (local.set $good (v128.const i64x2 -1 -1))
    (loop $next
      (local.set $two (v128.load (local.get $at)))
      (local.set $good (v128.and (local.get $good)
        (v128.and
          (f64x2.eq (local.get $two) (f64x2.trunc (local.get $two)))
          (f64x2.le (f64x2.abs (local.get $two)) (local.get $most)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (i64x2.all_true (local.get $good)))

  ;; Turns some i32 into f64. Two at a time: `count` is even and above 0.
  (func (export "widen") (param $from i32) (param $to i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (v128.store (local.get $to) (f64x2.convert_low_i32x4_s (v128.load64_zero (local.get $from))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))

  ;; Reads the record of every row and does nothing with it: loads that wait for nothing overlap, so that the
  ;; records are at hand when `add` comes. `count` is a multiple of eight above 0.
  (func (export "touch") (param $at i32) (param $count i32) (param $records i32) (result i32)
    (local $end i32) (local $seen i32)
    (local.set $end (i32.add (local.get $at) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=0 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=4 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=8 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=12 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=16 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=20 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=24 (local.get $at)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records) (i32.shl (i32.load offset=28 (local.get $at)) (i32.const 4))))))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $seen))

  ;; Adds the rows `row` to `rows` − 1 to the records of their customers.
  ;; Stops before a row whose sum would leave the safe integers and answers with that row, else with `rows`.
  ;; Rows with an amount of zero or below change no record: their numbers are listed after `aside`, where their
  ;; count is kept.
  (func (export "add") (param $codes i32) (param $days i32) (param $amounts i32) (param $row i32) (param $rows i32)
      (param $records i32) (param $aside i32) (result i32)
    (local $record i32) (local $amount f64) (local $sum f64)
    (local $day i32) (local $span i32) (local $last i32) (local $first i32) (local $set i32)
    (block $stop
      (br_if $stop (i32.ge_s (local.get $row) (local.get $rows)))
      (loop $next
        (local.set $amount (f64.load (i32.add (local.get $amounts) (i32.shl (local.get $row) (i32.const 3)))))
        (if (f64.gt (local.get $amount) (f64.const 0))
          (then
            (local.set $record (i32.add (local.get $records) (i32.shl
              (i32.load (i32.add (local.get $codes) (i32.shl (local.get $row) (i32.const 2)))) (i32.const 4))))
            (local.set $sum (f64.add (f64.load (local.get $record)) (local.get $amount)))
            (br_if $stop (f64.gt (local.get $sum) (f64.const 9007199254740991)))
            (f64.store (local.get $record) (local.get $sum))
            (i32.store offset=8 (local.get $record)
              (i32.add (i32.load offset=8 (local.get $record)) (i32.const 1)))
            (local.set $span (i32.load offset=12 (local.get $record)))
            (local.set $day (i32.add (i32.const 25568)
              (i32.load (i32.add (local.get $days) (i32.shl (local.get $row) (i32.const 2))))))
            (local.set $last (i32.shr_u (local.get $span) (i32.const 16)))
            (local.set $last
              (select (local.get $last) (local.get $day) (i32.gt_s (local.get $last) (local.get $day))))
            (local.set $day (i32.sub (i32.const 65536) (local.get $day)))
            (local.set $first (i32.and (local.get $span) (i32.const 65535)))
            (local.set $first
              (select (local.get $first) (local.get $day) (i32.gt_s (local.get $first) (local.get $day))))
            (i32.store offset=12 (local.get $record)
              (i32.or (local.get $first) (i32.shl (local.get $last) (i32.const 16)))))
          (else
            (local.set $set (i32.add (i32.load (local.get $aside)) (i32.const 1)))
            (i32.store (local.get $aside) (local.get $set))
            (i32.store (i32.add (local.get $aside) (i32.shl (local.get $set) (i32.const 2))) (local.get $row))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br_if $next (i32.lt_s (local.get $row) (local.get $rows)))))
    (local.get $row)))
