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
;; Of many customers the records do not fit in the cache, and nearly every row would wait for the one it is added to.
;; So rows of 32-bit amounts wait in bins, of neighbouring customers each, until they are many; then bin by bin the
;; records come into the cache in one go. A waiting row takes 8 bytes:
;;
;;   byte  0  i32  its amount, above zero
;;   byte  4  u16  the lower bits of its code, enough within a bin
;;   byte  6  u16  its day, counted from 1899-12-31
;;
;; Bins are chains of blocks of 4096 bytes: in the first four the end of the block before, zero in the first; rows from
;; byte 8 on. At `bins` lie the address of the next free block, and then for each bin where its next row goes: zero
;; before the first, and at the end of a block when that is full.
;;
;; The memory begins large enough for a million customers, as address space that costs nothing until it is used: every
;; growth gives JavaScript another buffer, and takes from the engine what it knows about the old one.
(module
  (memory (export "memory") 864)

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

  ;; Reads the records of `count` codes. Those with a purchase stay at `codes`, closed up, and to the other columns go how
  ;; many purchases they have, the day of the last and the sum; the codes without go to `others`. Answers with how many
  ;; have one. Both are always written, and the place moves on or does not: no branch.
  (func (export "buyers") (param $codes i32) (param $count i32) (param $records i32) (param $purchases i32)
      (param $days i32) (param $units i32) (param $others i32) (result i32)
    (local $i i32) (local $found i32) (local $code i32) (local $record i32) (local $orders i32) (local $at i32)
    (loop $next
      (local.set $code (i32.load (i32.add (local.get $codes) (i32.shl (local.get $i) (i32.const 2)))))
      (local.set $record (i32.add (local.get $records) (i32.shl (local.get $code) (i32.const 4))))
      (local.set $orders (i32.load offset=8 (local.get $record)))
      (i32.store
        (i32.add (local.get $others) (i32.shl (i32.sub (local.get $i) (local.get $found)) (i32.const 2)))
        (local.get $code))
      (local.set $at (i32.shl (local.get $found) (i32.const 2)))
      (i32.store (i32.add (local.get $codes) (local.get $at)) (local.get $code))
      (i32.store (i32.add (local.get $purchases) (local.get $at)) (local.get $orders))
      (i32.store (i32.add (local.get $days) (local.get $at))
        (i32.sub (i32.shr_u (i32.load offset=12 (local.get $record)) (i32.const 16)) (i32.const 25568)))
      (f64.store (i32.add (local.get $units) (i32.shl (local.get $found) (i32.const 3)))
        (f64.load (local.get $record)))
      (local.set $found (i32.add (local.get $found) (i32.ne (local.get $orders) (i32.const 0))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $count))))
    (local.get $found))

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

  ;; Adds a row to the list at `aside`: how many there are, then 16 bytes each, i32 the code and f64 the amount.
  (func $setAside (param $aside i32) (param $code i32) (param $amount f64)
    (local $set i32)
    (local.set $set (i32.add (i32.load (local.get $aside)) (i32.const 1)))
    (i32.store (local.get $aside) (local.get $set))
    (local.set $set (i32.add (local.get $aside) (i32.shl (local.get $set) (i32.const 4))))
    (i32.store (local.get $set) (local.get $code))
    (f64.store offset=8 (local.get $set) (local.get $amount)))

  ;; Adds the rows `row` to `rows` − 1 to the records of their customers; amounts are i32 if `narrow` is 1, else f64.
  ;; Stops before a row whose sum would leave the safe integers and answers with that row, else with `rows`; writes the
  ;; sum of what was added to `out`, exact where it is a safe integer.
  ;; Rows with an amount of zero or below change no record and are set aside. Of others the count grows by one, and each
  ;; half of the days, day · 65536 + (65536 − day), only if the new one is greater.
  (func (export "add") (param $codes i32) (param $days i32) (param $amounts i32) (param $narrow i32) (param $row i32)
      (param $rows i32) (param $records i32) (param $aside i32) (param $out i32) (result i32)
    (local $code i32) (local $record i32) (local $amount f64) (local $sum f64) (local $total f64) (local $day i32)
    (block $stop
      (br_if $stop (i32.ge_s (local.get $row) (local.get $rows)))
      (loop $next
        (local.set $amount
          (if (result f64) (local.get $narrow)
            (then (f64.convert_i32_s
              (i32.load (i32.add (local.get $amounts) (i32.shl (local.get $row) (i32.const 2))))))
            (else (f64.load (i32.add (local.get $amounts) (i32.shl (local.get $row) (i32.const 3)))))))
        (local.set $code (i32.load (i32.add (local.get $codes) (i32.shl (local.get $row) (i32.const 2)))))
        (if (f64.gt (local.get $amount) (f64.const 0))
          (then
            (local.set $record (i32.add (local.get $records) (i32.shl (local.get $code) (i32.const 4))))
            (local.set $sum (f64.add (f64.load (local.get $record)) (local.get $amount)))
            (br_if $stop (f64.gt (local.get $sum) (f64.const 9007199254740991)))
            (local.set $total (f64.add (local.get $total) (local.get $amount)))
            (f64.store (local.get $record) (local.get $sum))
            (local.set $day (i32.add (i32.const 25568)
              (i32.load (i32.add (local.get $days) (i32.shl (local.get $row) (i32.const 2))))))
            (v128.store64_lane offset=8 0 (local.get $record)
              (i32x4.add (v128.const i32x4 1 0 0 0)
                (i16x8.max_u (v128.load64_zero offset=8 (local.get $record))
                  (i64x2.splat (i64.shl
                    (i64.extend_i32_u (i32.add (i32.const 65536)
                      (i32.sub (i32.shl (local.get $day) (i32.const 16)) (local.get $day))))
                    (i64.const 32)))))))
          (else (call $setAside (local.get $aside) (local.get $code) (local.get $amount))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br_if $next (i32.lt_s (local.get $row) (local.get $rows)))))
    (f64.store (local.get $out) (local.get $total))
    (local.get $row))

  ;; Takes the next free block for a bin whose last block ends at `end`; answers with the place of its first row.
  (func $newBlock (param $bins i32) (param $end i32) (result i32)
    (local $block i32)
    (local.set $block (i32.load (local.get $bins)))
    (i32.store (local.get $bins) (i32.add (local.get $block) (i32.const 4096)))
    (i32.store (local.get $block) (local.get $end))
    (i32.add (local.get $block) (i32.const 8)))

  ;; Reads, as `touch` does, the memory into which some bins will soon be written; a few lines each.
  (func (export "approach") (param $bins i32) (param $count i32) (result i32)
    (local $end i32) (local $seen i32) (local $at i32)
    (local.set $end (i32.add (local.get $bins) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $at (i32.load offset=4 (local.get $bins)))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=64 (local.get $at))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=128 (local.get $at))))
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=192 (local.get $at))))
      (local.set $bins (i32.add (local.get $bins) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $bins) (local.get $end))))
    (local.get $seen))

  ;; Puts `count` rows into the bins of their customers, of 2^shift codes each. Rows with an amount of zero or below
  ;; are set aside as `add` does it. Answers with the sum of the amounts above zero.
  (func (export "collect") (param $codes i32) (param $days i32) (param $amounts i32) (param $count i32)
      (param $bins i32) (param $shift i32) (param $aside i32) (result f64)
    (local $end i32) (local $code i32) (local $amount i32) (local $bin i32) (local $at i32) (local $sum i64)
    (local.set $end (i32.add (local.get $codes) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $days (i32.sub (local.get $days) (local.get $codes)))
    (local.set $amounts (i32.sub (local.get $amounts) (local.get $codes)))
    (loop $next
      (local.set $code (i32.load (local.get $codes)))
      (local.set $amount (i32.load (i32.add (local.get $amounts) (local.get $codes))))
      (if (i32.gt_s (local.get $amount) (i32.const 0))
        (then
          (local.set $bin (i32.add (local.get $bins)
            (i32.shl (i32.shr_u (local.get $code) (local.get $shift)) (i32.const 2))))
          (local.set $at (i32.load offset=4 (local.get $bin)))
          (if (i32.eqz (i32.and (local.get $at) (i32.const 4095)))
            (then (local.set $at (call $newBlock (local.get $bins) (local.get $at)))))
          (i64.store (local.get $at)
            (i64.or (i64.extend_i32_u (local.get $amount))
              (i64.shl
                (i64.extend_i32_u (i32.or
                  (i32.and (local.get $code) (i32.const 65535))
                  (i32.shl
                    (i32.add (i32.const 25568) (i32.load (i32.add (local.get $days) (local.get $codes))))
                    (i32.const 16))))
                (i64.const 32))))
          (i32.store offset=4 (local.get $bin) (i32.add (local.get $at) (i32.const 8)))
          (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $amount)))))
        (else
          (call $setAside (local.get $aside) (local.get $code) (f64.convert_i32_s (local.get $amount)))))
      (local.set $codes (i32.add (local.get $codes) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $codes) (local.get $end))))
    (f64.convert_i64_s (local.get $sum)))

  ;; Reads the records from `at` to `end` one after the other, as `touch` does; both are at multiples of 256.
  (func $walk (param $at i32) (param $end i32) (result i32)
    (local $seen i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $seen (i32.or (local.get $seen) (i32.load (local.get $at))))
        (local.set $seen (i32.or (local.get $seen) (i32.load offset=64 (local.get $at))))
        (local.set $seen (i32.or (local.get $seen) (i32.load offset=128 (local.get $at))))
        (local.set $seen (i32.or (local.get $seen) (i32.load offset=192 (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 256)))
        (br $next)))
    (local.get $seen))

  ;; Reads the records of the waiting rows from `at` to `end`, as `touch` does.
  (func $touchWaiting (param $at i32) (param $end i32) (param $records i32) (param $mask i32) (result i32)
    (local $seen i32)
    (loop $next
      (local.set $seen (i32.or (local.get $seen) (i32.load offset=12 (i32.add (local.get $records)
        (i32.shl (i32.and (i32.load offset=4 (local.get $at)) (local.get $mask)) (i32.const 4))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $seen))

  ;; Adds the waiting rows from `at` to `end` to their records; no look at the sums, which must be known to stay safe.
  (func $addWaiting (param $at i32) (param $end i32) (param $records i32) (param $mask i32)
    (local $row i32) (local $record i32) (local $day i32)
    (loop $next
      (local.set $row (i32.load offset=4 (local.get $at)))
      (local.set $record (i32.add (local.get $records)
        (i32.shl (i32.and (local.get $row) (local.get $mask)) (i32.const 4))))
      (f64.store (local.get $record)
        (f64.add (f64.load (local.get $record)) (f64.convert_i32_s (i32.load (local.get $at)))))
      (local.set $day (i32.shr_u (local.get $row) (i32.const 16)))
      (v128.store64_lane offset=8 0 (local.get $record)
        (i32x4.add (v128.const i32x4 1 0 0 0)
          (i16x8.max_u (v128.load64_zero offset=8 (local.get $record))
            (i64x2.splat (i64.shl
              (i64.extend_i32_u (i32.add (i32.const 65536)
                (i32.sub (i32.shl (local.get $day) (i32.const 16)) (local.get $day))))
              (i64.const 32))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Adds all that waits in `count` bins to the records from `records` to `end`, and leaves the bins empty. If `many` is
  ;; 1, the records of a bin are read one after the other before; else those of its rows alone.
  (func (export "settle") (param $bins i32) (param $count i32) (param $shift i32) (param $records i32) (param $end i32)
      (param $many i32)
    (local $last i32) (local $at i32) (local $block i32) (local $mask i32) (local $bytes i32)
    (local.set $last (i32.add (local.get $bins) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $mask (i32.sub (i32.shl (i32.const 1) (local.get $shift)) (i32.const 1)))
    (local.set $bytes (i32.shl (i32.const 16) (local.get $shift)))
    (loop $nextBin
      (local.set $at (i32.load offset=4 (local.get $bins)))
      (if (local.get $at)
        (then
          (i32.store offset=4 (local.get $bins) (i32.const 0))
          (if (local.get $many)
            (then (drop (call $walk (local.get $records)
              (select (local.get $end) (i32.add (local.get $records) (local.get $bytes))
                (i32.lt_u (local.get $end) (i32.add (local.get $records) (local.get $bytes))))))))
          (loop $nextBlock
            ;; One below, as a place may be the end of its block.
            (local.set $block (i32.and (i32.sub (local.get $at) (i32.const 1)) (i32.const -4096)))
            (if (i32.eqz (local.get $many))
              (then (drop (call $touchWaiting (i32.add (local.get $block) (i32.const 8)) (local.get $at)
                (local.get $records) (local.get $mask)))))
            (call $addWaiting (i32.add (local.get $block) (i32.const 8)) (local.get $at)
              (local.get $records) (local.get $mask))
            (local.set $at (i32.load (local.get $block)))
            (br_if $nextBlock (local.get $at)))))
      (local.set $records (i32.add (local.get $records) (local.get $bytes)))
      (local.set $bins (i32.add (local.get $bins) (i32.const 4)))
      (br_if $nextBin (i32.lt_u (local.get $bins) (local.get $last))))))
