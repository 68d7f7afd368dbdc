;; Moves customers from state to state by chance. Everything else is TypeScript, and `_draw-states.ts` holds the same
;; loops in TypeScript for hosts without WebAssembly, with the same results.
(module
  (memory (export "memory") 1)

  ;; Takes one number from the stream of each customer (sfc32), four at a time: the three words of its state are kept in
  ;; columns, the fourth is a count that all have alike. What is drawn, without its lowest bit, goes to `out`.
  (func (export "advance") (param $a i32) (param $b i32) (param $d i32) (param $out i32) (param $count i32)
      (param $counter i32)
    (local $end i32) (local $x v128) (local $y v128) (local $z v128) (local $o v128) (local $n v128)
    (local.set $n (i32x4.splat (local.get $counter)))
    (local.set $end (i32.add (local.get $a) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $x (v128.load (local.get $a)))
      (local.set $y (v128.load (local.get $b)))
      (local.set $z (v128.load (local.get $d)))
      (local.set $o (i32x4.add (i32x4.add (local.get $x) (local.get $y)) (local.get $n)))
      (v128.store (local.get $a) (v128.xor (local.get $y) (i32x4.shr_u (local.get $y) (i32.const 9))))
      (v128.store (local.get $b) (i32x4.add (local.get $z) (i32x4.shl (local.get $z) (i32.const 3))))
      (v128.store (local.get $d) (i32x4.add (local.get $o)
        (v128.or (i32x4.shl (local.get $z) (i32.const 21)) (i32x4.shr_u (local.get $z) (i32.const 11)))))
      (v128.store (local.get $out) (i32x4.shr_u (local.get $o) (i32.const 1)))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $d (i32.add (local.get $d) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end)))))

  ;; Moves customers by the numbers drawn: the guide of a state says by the highest eight bits where to begin, the bounds
  ;; where to stop. A cell that is no state stays as it is.
  (func (export "move") (param $from i32) (param $to i32) (param $u i32) (param $count i32) (param $size i32)
      (param $guide i32) (param $bounds i32)
    (local $end i32) (local $state i32) (local $row i32) (local $n i32) (local $at i32)
    (local.set $end (i32.add (local.get $from) (local.get $count)))
    (loop $next
      (local.set $state (i32.load8_u (local.get $from)))
      (if (i32.lt_u (local.get $state) (local.get $size))
        (then
          (local.set $n (i32.load (local.get $u)))
          (local.set $row (local.get $state))
          (local.set $state (i32.load8_u (i32.add (local.get $guide)
            (i32.or (i32.shl (local.get $row) (i32.const 8)) (i32.shr_u (local.get $n) (i32.const 23))))))
          (local.set $at (i32.add (local.get $bounds) (i32.shl
            (i32.add (i32.mul (local.get $row) (local.get $size)) (local.get $state)) (i32.const 2))))
          (block $found
            (loop $more
              (br_if $found (i32.lt_u (local.get $n) (i32.load (local.get $at))))
              (local.set $state (i32.add (local.get $state) (i32.const 1)))
              (local.set $at (i32.add (local.get $at) (i32.const 4)))
              (br $more)))))
      (i32.store8 (local.get $to) (local.get $state))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (local.set $u (i32.add (local.get $u) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))
)
