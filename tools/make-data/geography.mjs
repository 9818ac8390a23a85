// Places and how long light takes between them.

const EARTH_RADIUS_KM = 6371;
const FIBRE_KM_PER_SECOND = 2e5;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Great circle; real fibre is longer. */
export function distanceKm(a, b) {
  const [phi1, phi2] = [radians(a.latitude), radians(b.latitude)];
  const sinLatitude = Math.sin((phi2 - phi1) / 2);
  const sinLongitude = Math.sin(radians(b.longitude - a.longitude) / 2);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(sinLatitude ** 2 + Math.cos(phi1) * Math.cos(phi2) * sinLongitude ** 2));
}

/** To the microsecond. */
export const fibreSeconds = (km) => Number((km / FIBRE_KM_PER_SECOND).toFixed(6));
