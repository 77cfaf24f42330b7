// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Updates that replace elements: each core moves what goes to its share of the result.

// CHECK: lowering: scatter
// CHECK: role: writer
// CHECK: const uint32_t begin = copy_boundary<uint32_t>(target_binding, core, cores, {4096, 0, 1});
// CHECK: for (uint32_t group = 0; group < rows; group += 512) {
// CHECK: read_integer<int32_t>(arena, window,
// CHECK: scatter_rows<uint32_t>(arena, staging, 131072, source_binding, target_binding, table, group, count, 64, begin, end);
func.func @main(%x: tensor<64x4x16xf32>, %ids: tensor<3x1xi32>, %u: tensor<3x4x16xf32>) -> tensor<64x4x16xf32> {
  %0 = "stablehlo.scatter"(%x, %ids, %u) <{
      scatter_dimension_numbers = #stablehlo.scatter<update_window_dims = [1, 2], inserted_window_dims = [0],
          scatter_dims_to_operand_dims = [0], index_vector_dim = 1>,
      unique_indices = true}> ({
  ^bb0(%old: tensor<f32>, %new: tensor<f32>):
    stablehlo.return %new : tensor<f32>
  }) : (tensor<64x4x16xf32>, tensor<3x1xi32>, tensor<3x4x16xf32>) -> tensor<64x4x16xf32>
  return %0 : tensor<64x4x16xf32>
}
