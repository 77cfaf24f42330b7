// RUN: not iree-compile --iree-hal-target-backends=tenstorrent %s -o - 2>&1 | FileCheck %s

// CHECK: errors.mlir:5:8: error: tenstorrent: cannot lower 'arith.addi' on i128: no C++ type for i128
func.func @main(%a: tensor<4xi128>) -> tensor<4xi128> {
  %r = arith.addi %a, %a : tensor<4xi128>
  return %r : tensor<4xi128>
}
