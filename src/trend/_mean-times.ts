/**
 * The mean number of steps until a chain leaves its states, from each of them: L = 1 + Q L.
 *
 * States are taken out one by one, as Grassmann, Taksar and Heyman (1985) do for stationary laws: what leaves a state is added up
 * and never found by subtraction, so that a chain that leaves once in 10¹² steps has all its digits.
 *
 * @param stay - Q by rows, the chance to go from one state to another; taken over
 * @param leave - the chance of each state to leave; taken over
 */
export function meanTimes(stay: Float64Array, leave: Float64Array): Float64Array {
  const size = leave.length;
  const time = new Float64Array(size).fill(1);
  const outflow = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    let out = leave[k]!;
    for (let j = 0; j < k; j++) out += stay[k * size + j]!;
    outflow[k] = out;
    for (let i = 0; i < k; i++) {
      const share = stay[i * size + k]! / out;
      if (share === 0) continue;
      for (let j = 0; j < k; j++) stay[i * size + j]! += share * stay[k * size + j]!;
      leave[i]! += share * leave[k]!;
      time[i]! += share * time[k]!;
    }
  }
  const means = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = time[i]!;
    for (let j = 0; j < i; j++) sum += stay[i * size + j]! * means[j]!;
    means[i] = sum / outflow[i]!;
  }
  return means;
}
