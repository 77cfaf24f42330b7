// RUN: iree-compile --iree-hal-target-backends=tenstorrent \
// RUN:   --iree-tenstorrent-report=%t.json %s -o /dev/null
// RUN: FileCheck %s --check-prefix=REPORT < %t.json
// RUN: rm -rf %t.kernels
// RUN: iree-compile --iree-hal-target-backends=tenstorrent \
// RUN:   --iree-hal-dump-executable-sources-to=%t.kernels %s -o /dev/null
// RUN: cat %t.kernels/*reader*.cpp | FileCheck %s

// Importers keep weights beside the IR. A small one that a dispatch holds is
// a table of its kernel, like one that is written in the IR.

// REPORT: "lowering": "elementwise"

// 1.0 2.0 3.0 4.0
// CHECK: = 1065353216;
// CHECK: = 1073741824;
// CHECK: = 1077936128;
// CHECK: = 1082130432;

func.func @main(%x: tensor<8x4xf32>) -> tensor<8x4xf32> {
  %bias = arith.constant dense_resource<bias> : tensor<4xf32>
  %init = tensor.empty() : tensor<8x4xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>,
                       affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x, %bias : tensor<8x4xf32>, tensor<4xf32>)
      outs(%init : tensor<8x4xf32>) {
  ^bb0(%a: f32, %b: f32, %out: f32):
    %c = arith.addf %a, %b : f32
    linalg.yield %c : f32
  } -> tensor<8x4xf32>
  return %sum : tensor<8x4xf32>
}

{-#
  dialect_resources: {
    builtin: {
      bias: "0x040000000000803F000000400000404000008040"
    }
  }
#-}
