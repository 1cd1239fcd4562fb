package io.proxynas.experiments.show;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** A star of five points with a dark edge, in the colour of its series; XChart has none. */
final class StarMarker extends Marker {

  private static final int POINTS = 5;
  private static final double INNER = 0.45; // radius of the inner corners, in that of the points
  private static final double LARGER = 2.6; // than the dots, which are many
  private static final Color EDGE = new Color(0x22, 0x22, 0x22);

  @Override
  public void paint(Graphics2D graphics, double x, double y, int size) {
    Path2D.Double star = star(x, y, LARGER * size / 2);
    graphics.fill(star);
    graphics.setColor(EDGE);
    graphics.draw(star);
  }

  private static Path2D.Double star(double x, double y, double radius) {
    Path2D.Double star = new Path2D.Double();
    for (int corner = 0; corner < 2 * POINTS; corner++) {
      double angle = Math.PI * (corner / (double) POINTS - 0.5); // the first is on top
      double r = corner % 2 == 0 ? radius : INNER * radius;
      double px = x + r * Math.cos(angle);
      double py = y + r * Math.sin(angle);
      if (corner == 0) {
        star.moveTo(px, py);
      } else {
        star.lineTo(px, py);
      }
    }
    star.closePath();
    return star;
  }
}
