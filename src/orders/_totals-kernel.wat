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
  ;; records are at hand when `fold` or `add` comes. `count` is a multiple of eight above 0.
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

  ;; Adds a row to the list at `aside`: how many there are, then 16 bytes each, i32 the code and f64 the amount.
  (func $setAside (param $aside i32) (param $code i32) (param $amount f64)
    (local $set i32)
    (local.set $set (i32.add (i32.load (local.get $aside)) (i32.const 1)))
    (i32.store (local.get $aside) (local.get $set))
    (local.set $set (i32.add (local.get $aside) (i32.shl (local.get $set) (i32.const 4))))
    (i32.store (local.get $set) (local.get $code))
    (f64.store offset=8 (local.get $set) (local.get $amount)))

  ;; What each row adds to a record, as a vector laid out like one: the amount, 1, and its day in both forms; all zero
  ;; for an amount of zero or below. Four rows at a time, so the columns go on to a multiple of four, with zeros as
  ;; amounts; so many vectors go to `to`. Rows with an amount of zero or below are set aside as `add` does it. Answers
  ;; with the sum of the amounts above zero, exact where it is a safe integer, and beyond the safe integers where it is
  ;; not: adding what is above zero never lowers a sum.
  (func (export "prepare") (param $codes i32) (param $days i32) (param $amounts i32) (param $count i32) (param $to i32)
      (param $aside i32) (result f64)
    (local $row i32) (local $sum v128) (local $a v128) (local $b v128) (local $boughtA v128) (local $boughtB v128)
    (local $day v128) (local $rest v128) (local $lane i32) (local $amount f64)
    (loop $next
      ;; The amounts of rows 0 and 1 in a, of rows 2 and 3 in b; those not above zero become zero.
      (local.set $a (v128.load (i32.add (local.get $amounts) (i32.shl (local.get $row) (i32.const 3)))))
      (local.set $b (v128.load offset=16 (i32.add (local.get $amounts) (i32.shl (local.get $row) (i32.const 3)))))
      (local.set $boughtA (f64x2.gt (local.get $a) (v128.const f64x2 0 0)))
      (local.set $boughtB (f64x2.gt (local.get $b) (v128.const f64x2 0 0)))
      (local.set $a (v128.and (local.get $a) (local.get $boughtA)))
      (local.set $b (v128.and (local.get $b) (local.get $boughtB)))
      (local.set $sum (f64x2.add (local.get $sum) (f64x2.add (local.get $a) (local.get $b))))
      ;; day · 65536 + (65536 − day): the last day above, the first below.
      (local.set $day (i32x4.add
        (v128.load (i32.add (local.get $days) (i32.shl (local.get $row) (i32.const 2))))
        (v128.const i32x4 25568 25568 25568 25568)))
      (local.set $day (i32x4.add (i32x4.shl (local.get $day) (i32.const 16))
        (i32x4.sub (v128.const i32x4 65536 65536 65536 65536) (local.get $day))))
      ;; Beside each amount the half record [1, days], zero where the amount is.
      (local.set $rest (v128.and (local.get $boughtA)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 0 1 2 3 20 21 22 23 (v128.const i32x4 1 1 1 1) (local.get $day))))
      (v128.store (local.get $to)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $rest)))
      (v128.store offset=16 (local.get $to)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $rest)))
      (local.set $rest (v128.and (local.get $boughtB)
        (i8x16.shuffle 0 1 2 3 24 25 26 27 0 1 2 3 28 29 30 31 (v128.const i32x4 1 1 1 1) (local.get $day))))
      (v128.store offset=32 (local.get $to)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $b) (local.get $rest)))
      (v128.store offset=48 (local.get $to)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $b) (local.get $rest)))
      (if (i32.eqz (i64x2.all_true (v128.and (local.get $boughtA) (local.get $boughtB))))
        (then
          (local.set $lane (local.get $row))
          (loop $each
            (local.set $amount
              (f64.load (i32.add (local.get $amounts) (i32.shl (local.get $lane) (i32.const 3)))))
            (if (i32.and (i32.lt_u (local.get $lane) (local.get $count)) (f64.le (local.get $amount) (f64.const 0)))
              (then
                (call $setAside (local.get $aside)
                  (i32.load (i32.add (local.get $codes) (i32.shl (local.get $lane) (i32.const 2))))
                  (local.get $amount))))
            (local.set $lane (i32.add (local.get $lane) (i32.const 1)))
            (br_if $each (i32.lt_u (local.get $lane) (i32.add (local.get $row) (i32.const 4)))))))
      (local.set $to (i32.add (local.get $to) (i32.const 64)))
      (local.set $row (i32.add (local.get $row) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $count))))
    (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum))))

  ;; Adds vectors of `prepare` to the records of their customers: the sum and the count grow, each half of the days
  ;; only if the new one is greater. No branch, and no look at the sums, which must be known to stay safe integers.
  ;; The sums are loaded alone: the other half would be added as doubles too, of a kind that is slow.
  (func (export "fold") (param $codes i32) (param $vectors i32) (param $count i32) (param $records i32)
    (local $end i32) (local $at i32) (local $record v128) (local $vector v128)
    (local.set $end (i32.add (local.get $codes) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $at (i32.add (local.get $records) (i32.shl (i32.load (local.get $codes)) (i32.const 4))))
      (local.set $record (v128.load (local.get $at)))
      (local.set $vector (v128.load (local.get $vectors)))
      (v128.store (local.get $at)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 28 29 30 31
          (i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31
            (f64x2.add (v128.load64_zero (local.get $at)) (v128.load64_zero (local.get $vectors)))
            (i32x4.add (local.get $record) (local.get $vector)))
          (i16x8.max_u (local.get $record) (local.get $vector))))
      (local.set $vectors (i32.add (local.get $vectors) (i32.const 16)))
      (local.set $codes (i32.add (local.get $codes) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $codes) (local.get $end)))))

  ;; Adds `count` records to others, one by one: sums and counts grow, each half of the days only if the new one is
  ;; greater. Stops before a record whose sum would leave the safe integers and answers with its number, else with
  ;; `count`; writes the sum of what was added to `out`, exact where it is a safe integer.
  (func (export "merge") (param $from i32) (param $to i32) (param $count i32) (param $out i32) (result i32)
    (local $row i32) (local $record v128) (local $other v128) (local $sum f64) (local $total f64)
    (block $stop
      (loop $next
        (br_if $stop (i32.ge_u (local.get $row) (local.get $count)))
        (local.set $sum (f64.add (f64.load (local.get $to)) (f64.load (local.get $from))))
        (br_if $stop (f64.gt (local.get $sum) (f64.const 9007199254740991)))
        (local.set $total (f64.add (local.get $total) (f64.load (local.get $from))))
        (local.set $record (v128.load (local.get $to)))
        (local.set $other (v128.load (local.get $from)))
        (v128.store (local.get $to)
          (f64x2.replace_lane 0
            (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 28 29 30 31
              (i32x4.add (local.get $record) (local.get $other))
              (i16x8.max_u (local.get $record) (local.get $other)))
            (local.get $sum)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))
    (f64.store (local.get $out) (local.get $total))
    (local.get $row))

  ;; Adds the rows `row` to `rows` − 1 to the records of their customers.
  ;; Stops before a row whose sum would leave the safe integers and answers with that row, else with `rows`.
  ;; Rows with an amount of zero or below change no record and are set aside.
  (func (export "add") (param $codes i32) (param $days i32) (param $amounts i32) (param $row i32) (param $rows i32)
      (param $records i32) (param $aside i32) (result i32)
    (local $record i32) (local $amount f64) (local $sum f64)
    (local $day i32) (local $span i32) (local $last i32) (local $first i32)
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
            (call $setAside (local.get $aside)
              (i32.load (i32.add (local.get $codes) (i32.shl (local.get $row) (i32.const 2))))
              (local.get $amount))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br_if $next (i32.lt_s (local.get $row) (local.get $rows)))))
    (local.get $row)))
