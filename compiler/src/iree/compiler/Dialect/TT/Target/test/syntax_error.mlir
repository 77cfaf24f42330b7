// RUN: rm -f %t.vmfb
// RUN: not iree-compile --iree-hal-target-backends=tenstorrent %s -o %t.vmfb 2>&1 | FileCheck %s
// RUN: not ls %t.vmfb

// CHECK: syntax_error.mlir:7:{{[0-9]+}}: error:
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  return %y : tensor<4xf32>
}
