;; The loops that turn ids into codes: a hash table of byte strings with open addresses. `_plain-table.ts` holds the
;; same in TypeScript, with the same codes, as ids are numbered by their first appearance and by nothing else.
;;
;; What such a table costs is the way to its memory, twice for each id: to the place, and to the string that has it. So
;; the ids of a chunk take each of these steps together, one loop a step: loads that do not wait for one another overlap.
;;
;;   slots   16 bytes a place: i32 code + 1, which is zero where the place is free, hash, begin and length of the string
;;   starts  u32 for each code and one more: string c is heap[starts[c] … starts[c + 1])
;;   size    how many strings there are, i32 at address 0
;;
;; Eight bytes are read at a time, beyond the end of a string too. Little is called: engines do not inline it.
(module
  (memory (export "memory") 64)

  (func (export "hash") (param $offsets i32) (param $bytes i32) (param $rows i32) (param $hashes i32)
    (local $end i32) (local $at i32) (local $left i32) (local $hash i64)
    (local.set $end (i32.add (local.get $offsets) (i32.shl (local.get $rows) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $offsets) (local.get $end)))
        (local.set $at (i32.add (local.get $bytes) (i32.load (local.get $offsets))))
        (local.set $left (i32.sub (i32.load offset=4 (local.get $offsets)) (i32.load (local.get $offsets))))
        (local.set $hash (i64.extend_i32_u (local.get $left)))
        (block $short
          (loop $word
            (br_if $short (i32.lt_s (local.get $left) (i32.const 8)))
            (local.set $hash (i64.mul (i64.xor (local.get $hash) (i64.load (local.get $at)))
              (i64.const 0x9E3779B97F4A7C15)))
            (local.set $hash (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 32))))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (local.set $left (i32.sub (local.get $left) (i32.const 8)))
            (br $word)))
        (if (i32.gt_s (local.get $left) (i32.const 0))
          (then
            ;; What lies behind the end is shifted out.
            (local.set $hash (i64.mul
              (i64.xor (local.get $hash) (i64.shl (i64.load (local.get $at))
                (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $left) (i32.const 3))))))
              (i64.const 0x9E3779B97F4A7C15)))
            (local.set $hash (i64.xor (local.get $hash) (i64.shr_u (local.get $hash) (i64.const 32))))))
        (i32.store (local.get $hashes) (i32.wrap_i64 (i64.xor (local.get $hash)
          (i64.shr_u (local.get $hash) (i64.const 15)))))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $hashes (i32.add (local.get $hashes) (i32.const 4)))
        (br $next))))

  ;; Reads the first place of every hash and does nothing with it. What `probe` finds there decides where it goes on, and
  ;; a wrong guess of the processor would wait for the memory; here nothing is guessed. `count` is a multiple of eight
  ;; above 0.
  (func (export "touch") (param $hashes i32) (param $count i32) (param $slots i32) (param $mask i32) (result i32)
    (local $end i32) (local $seen i32)
    (local.set $end (i32.add (local.get $hashes) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=0 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=4 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=8 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=12 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=16 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=20 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=24 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $slots) (i32.shl (i32.and (i32.load offset=28 (local.get $hashes)) (local.get $mask)) (i32.const 4))))))
      (local.set $hashes (i32.add (local.get $hashes) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $hashes) (local.get $end))))
    (local.get $seen))

  ;; The code at the first place that has the hash and the length of a row, and where the string begins; −1 if a free
  ;; place comes first.
  (func (export "probe") (param $offsets i32) (param $hashes i32) (param $rows i32) (param $codes i32)
      (param $begins i32) (param $slots i32) (param $mask i32)
    (local $end i32) (local $hash i32) (local $length i32) (local $place i32) (local $slot i32) (local $code i32)
    (local.set $end (i32.add (local.get $hashes) (i32.shl (local.get $rows) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $hashes) (local.get $end)))
        (local.set $hash (i32.load (local.get $hashes)))
        (local.set $length (i32.sub (i32.load offset=4 (local.get $offsets)) (i32.load (local.get $offsets))))
        (local.set $place (local.get $hash))
        (block $found
          (loop $further
            (local.set $place (i32.and (local.get $place) (local.get $mask)))
            (local.set $slot (i32.add (local.get $slots) (i32.shl (local.get $place) (i32.const 4))))
            (local.set $code (i32.load (local.get $slot)))
            (br_if $found (i32.and
              (i32.eq (i32.load offset=4 (local.get $slot)) (local.get $hash))
              (i32.eq (i32.load offset=12 (local.get $slot)) (local.get $length))))
            (br_if $found (i32.eqz (local.get $code)))
            (local.set $place (i32.add (local.get $place) (i32.const 1)))
            (br $further)))
        (i32.store (local.get $codes) (i32.sub (local.get $code) (i32.const 1)))
        (i32.store (local.get $begins) (i32.load offset=8 (local.get $slot)))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $hashes (i32.add (local.get $hashes) (i32.const 4)))
        (local.set $codes (i32.add (local.get $codes) (i32.const 4)))
        (local.set $begins (i32.add (local.get $begins) (i32.const 4)))
        (br $next))))

  ;; The same for the beginning of every string that `verify` will compare with.
  (func (export "fetch") (param $begins i32) (param $count i32) (param $heap i32) (result i32)
    (local $end i32) (local $seen i32)
    (local.set $end (i32.add (local.get $begins) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=0 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=4 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=8 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=12 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=16 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=20 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=24 (local.get $begins))))))
      (local.set $seen (i32.or (local.get $seen) (i32.load (i32.add (local.get $heap) (i32.load offset=28 (local.get $begins))))))
      (local.set $begins (i32.add (local.get $begins) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $begins) (local.get $end))))
    (local.get $seen))

  ;; Takes back the codes of strings that only share the hash.
  (func (export "verify") (param $offsets i32) (param $bytes i32) (param $rows i32) (param $codes i32)
      (param $begins i32) (param $heap i32)
    (local $end i32) (local $at i32) (local $begin i32) (local $length i32)
    (local.set $end (i32.add (local.get $offsets) (i32.shl (local.get $rows) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $offsets) (local.get $end)))
        (block $same
          (br_if $same (i32.lt_s (i32.load (local.get $codes)) (i32.const 0)))
          (local.set $at (i32.load (local.get $offsets)))
          (local.set $length (i32.sub (i32.load offset=4 (local.get $offsets)) (local.get $at)))
          (local.set $at (i32.add (local.get $bytes) (local.get $at)))
          (local.set $begin (i32.add (local.get $heap) (i32.load (local.get $begins))))
          (block $differs
            (block $short
              (loop $word
                (br_if $short (i32.lt_s (local.get $length) (i32.const 8)))
                (br_if $differs (i64.ne (i64.load (local.get $at)) (i64.load (local.get $begin))))
                (local.set $at (i32.add (local.get $at) (i32.const 8)))
                (local.set $begin (i32.add (local.get $begin) (i32.const 8)))
                (local.set $length (i32.sub (local.get $length) (i32.const 8)))
                (br $word)))
            (br_if $same (i32.eqz (local.get $length)))
            ;; What lies behind the end is shifted out.
            (br_if $same (i64.eqz (i64.shl (i64.xor (i64.load (local.get $at)) (i64.load (local.get $begin)))
              (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $length) (i32.const 3))))))))
          (i32.store (local.get $codes) (i32.const -1)))
        (local.set $offsets (i32.add (local.get $offsets) (i32.const 4)))
        (local.set $codes (i32.add (local.get $codes) (i32.const 4)))
        (local.set $begins (i32.add (local.get $begins) (i32.const 4)))
        (br $next))))

  ;; Whether two strings of one length are the same.
  (func $same (param $at i32) (param $other i32) (param $length i32) (result i32)
    (block $short
      (loop $word
        (br_if $short (i32.lt_s (local.get $length) (i32.const 8)))
        (if (i64.ne (i64.load (local.get $at)) (i64.load (local.get $other))) (then (return (i32.const 0))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $other (i32.add (local.get $other) (i32.const 8)))
        (local.set $length (i32.sub (local.get $length) (i32.const 8)))
        (br $word)))
    (if (i32.eqz (local.get $length)) (then (return (i32.const 1))))
    (i64.eqz (i64.shl (i64.xor (i64.load (local.get $at)) (i64.load (local.get $other)))
      (i64.extend_i32_u (i32.sub (i32.const 64) (i32.shl (local.get $length) (i32.const 3)))))))

  ;; The first `count` bytes of a word of eight; all of it from eight on.
  (func $part (param $at i32) (param $count i32) (result i64)
    (select
      (i64.load (local.get $at))
      (i64.and (i64.load (local.get $at))
        (i64.sub (i64.shl (i64.const 1) (i64.extend_i32_u (i32.shl (local.get $count) (i32.const 3)))) (i64.const 1)))
      (i32.ge_u (local.get $count) (i32.const 8))))

  ;; Whether a string is 1 to 200 bytes of ASCII without zero: an id that needs no closer look.
  (func $plain (param $at i32) (param $length i32) (result i32)
    (local $word i64)
    (if (i32.gt_u (i32.sub (local.get $length) (i32.const 1)) (i32.const 199)) (then (return (i32.const 0))))
    (loop $next (result i32)
      (local.set $word (call $part (local.get $at) (local.get $length)))
      ;; Ones where the string has ended, so that they are not taken for zeros.
      (if (i32.lt_s (local.get $length) (i32.const 8))
        (then (local.set $word (i64.or (local.get $word)
          (i64.shl (i64.const 0x0101010101010101)
            (i64.extend_i32_u (i32.shl (local.get $length) (i32.const 3))))))))
      ;; A byte from 128 on has its upper bit; a zero gets one when 1 is taken from it.
      (if (i64.ne (i64.const 0) (i64.and (i64.const 0x8080808080808080)
            (i64.or (local.get $word) (i64.sub (local.get $word) (i64.const 0x0101010101010101)))))
        (then (return (i32.const 0))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $length (i32.sub (local.get $length) (i32.const 8)))
      (br_if $next (i32.gt_s (local.get $length) (i32.const 0)))
      (i32.const 1)))

  ;; Finds or appends the strings that have no code yet, from `row` on. Stops before a new string that is not plain
  ;; and not the one `admitted`, and answers with its row, else with `rows`. There is room for all of the chunk.
  (func (export "settle") (param $offsets i32) (param $bytes i32) (param $row i32) (param $rows i32)
      (param $admitted i32) (param $hashes i32) (param $codes i32)
      (param $slots i32) (param $mask i32) (param $starts i32) (param $heap i32) (result i32)
    (local $at i32) (local $length i32) (local $hash i32) (local $place i32) (local $slot i32) (local $size i32)
    (local $from i32)
    (block $stop
      (loop $next
        (br_if $stop (i32.ge_s (local.get $row) (local.get $rows)))
        (if (i32.lt_s (i32.load (i32.add (local.get $codes) (i32.shl (local.get $row) (i32.const 2)))) (i32.const 0))
          (then
            (local.set $from (i32.add (local.get $offsets) (i32.shl (local.get $row) (i32.const 2))))
            (local.set $at (i32.load (local.get $from)))
            (local.set $length (i32.sub (i32.load offset=4 (local.get $from)) (local.get $at)))
            (local.set $at (i32.add (local.get $bytes) (local.get $at)))
            (local.set $hash (i32.load (i32.add (local.get $hashes) (i32.shl (local.get $row) (i32.const 2)))))
            (local.set $place (i32.and (local.get $hash) (local.get $mask)))
            (block $found
              (block $free
                (loop $further
                  (local.set $slot (i32.add (local.get $slots) (i32.shl (local.get $place) (i32.const 4))))
                  (br_if $free (i32.eqz (i32.load (local.get $slot))))
                  (if (i32.and
                      (i32.eq (i32.load offset=4 (local.get $slot)) (local.get $hash))
                      (i32.eq (i32.load offset=12 (local.get $slot)) (local.get $length)))
                    (then (br_if $found (call $same (local.get $at)
                      (i32.add (local.get $heap) (i32.load offset=8 (local.get $slot))) (local.get $length)))))
                  (local.set $place (i32.and (i32.add (local.get $place) (i32.const 1)) (local.get $mask)))
                  (br $further)))
              (if (i32.ne (local.get $row) (local.get $admitted))
                (then (br_if $stop (i32.eqz (call $plain (local.get $at) (local.get $length))))))
              (local.set $size (i32.add (i32.load (i32.const 0)) (i32.const 1)))
              (i32.store (i32.const 0) (local.get $size))
              (local.set $from (i32.add (local.get $starts) (i32.shl (local.get $size) (i32.const 2))))
              (i32.store (local.get $slot) (local.get $size))
              (i32.store offset=4 (local.get $slot) (local.get $hash))
              (i32.store offset=8 (local.get $slot) (i32.load (i32.sub (local.get $from) (i32.const 4))))
              (i32.store offset=12 (local.get $slot) (local.get $length))
              (i32.store (local.get $from) (i32.add (i32.load offset=8 (local.get $slot)) (local.get $length)))
              (memory.copy (i32.add (local.get $heap) (i32.load offset=8 (local.get $slot)))
                (local.get $at) (local.get $length)))
            (i32.store (i32.add (local.get $codes) (i32.shl (local.get $row) (i32.const 2)))
              (i32.sub (i32.load (local.get $slot)) (i32.const 1)))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $next)))
    (local.get $row)))
