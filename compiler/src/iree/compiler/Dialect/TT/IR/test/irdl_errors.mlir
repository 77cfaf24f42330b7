// RUN: not iree-opt --irdl-file=%S/../tt.irdl.mlir %s 2>&1 | FileCheck %s

// The dialect's types are checked.

// CHECK: irdl_errors.mlir:8:{{[0-9]+}}: error:
"builtin.module"() ({
  %wide = "arith.constant"() <{value = 1 : i64}> : () -> i64
  "tt.cb_wait_front"(%wide) {cb = 0 : i32} : (i64) -> ()
}) : () -> ()
