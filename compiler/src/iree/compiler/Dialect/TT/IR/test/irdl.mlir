// RUN: iree-opt --irdl-file=%S/../tt.irdl.mlir --mlir-print-op-generic %s | FileCheck %s

// The stock iree-opt loads the dialect.

// CHECK: "tt.kernel"
// CHECK: "tt.cb_wait_front"
// CHECK-SAME: cb = 0 : i32
// CHECK: "tt.exp_tile"
"builtin.module"() ({
  "tt.kernel"() ({
    %one = "arith.constant"() <{value = 1 : i32}> : () -> i32
    %zero = "arith.constant"() <{value = 0 : i32}> : () -> i32
    "tt.cb_wait_front"(%one) {cb = 0 : i32} : (i32) -> ()
    "tt.exp_tile"(%zero) : (i32) -> ()
    "ub.unreachable"() : () -> ()
  }) {sym_name = "k", role = "compute"} : () -> ()
}) : () -> ()
